# %%
!echo from the shell
# %%
message = "hello from Python"
!echo {message} and {message.upper()} and $message
# %%
contents = !printf 'one\ntwo\n'
contents
# %%
print(contents, len(contents), contents[0].upper())
# %%
!printf 'no end of line'
# %%
!echo to stderr >&2
# %%
for word in contents:
    !echo {word}
# %%
!exit 3
_exit_code
# %%
%sx echo quiet
# %%
!!echo twice
# %%
!echo '{unknown name}' $NO_SUCH_NAME end
# %%
!echo {{braces}} 100%
# %%
%cd /
%pwd
# %%
%cd no_such_directory_here
# %%
import os
%cd -q /tmp
os.getcwd()
