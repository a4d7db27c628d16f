"""JupyterHub for a class that uses Ravel, on one machine: see docs/classroom.md.

What a school must choose stands first; the rest works as it is. `tests/hub.py` runs a hub with this very file.
"""

import sys

c = get_config()  # noqa: F821  (JupyterHub defines it)

# Who may come in. Here: accounts of the machine, by PAM; take your school's authenticator instead (LDAP, OAuth, LTI).
c.JupyterHub.authenticator_class = "pam"
c.Authenticator.allow_all = True

# Where it listens: on this machine alone. Put a web server with TLS in front of it, or set c.JupyterHub.ssl_cert and ssl_key.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"

# Each learner's server runs under the learner's own account, in JupyterLab.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120

# The most memory that one kernel's programs may use: beyond it they get a MemoryError and the session goes on. Leave room
# for all: half the machine's memory by the number of learners is a good beginning.
c.Spawner.environment = {"RAVEL_MEMORY": "500M"}
# The history of each learner is kept in ~/.local/share/ravel of the learner's home, readable by the learner alone.

# Kernels that nobody uses are culled after twenty minutes, servers after an hour. A culled kernel loses its variables and
# keeps its history; opening the notebook starts another.
c.Spawner.args = [
    "--MappingKernelManager.cull_idle_timeout=1200",
    "--MappingKernelManager.cull_interval=60",
    "--MappingKernelManager.cull_connected=True",
]

c.JupyterHub.services = [
    {
        "name": "cull-idle",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "cull-idle",
        "services": ["cull-idle"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
