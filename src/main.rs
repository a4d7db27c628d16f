//! The command `ravel`.

use clap::{Args, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use ravel::engine::mem::{arena, blas, limit};
use ravel::front::install::{Place, Spec};
use ravel::front::runner::{Action, Reports};
use ravel::front::{doctor, install, jupyter, on_session_thread, prompt, runner, signals};
use ravel::session::reference;
use std::io::{ErrorKind, Write};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::ExitCode;

/// NumPy's arrays and the memory behind them: a small array language and its Jupyter kernel.
#[derive(Parser)]
#[command(name = "ravel", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// The most memory that programs may use, as 500M or 2G; by default nine tenths of what is available
    #[arg(long, global = true, value_name = "SIZE", env = "RAVEL_MEMORY", value_parser = limit::parse_size)]
    memory: Option<usize>,
}

#[derive(Subcommand)]
enum Command {
    /// Run as a Jupyter kernel (Jupyter itself calls this)
    Kernel {
        /// The connection file
        #[arg(short = 'f', long = "connection-file", value_name = "FILE")]
        file: PathBuf,
    },
    /// Run notebooks and scripts without Jupyter
    Run {
        /// Compare with the stored outputs; exit code 1 and a diff where they differ
        #[arg(long, conflicts_with = "update")]
        check: bool,
        /// Store the outputs in the notebooks
        #[arg(long)]
        update: bool,
        /// Write the results as JUnit XML
        #[arg(long, value_name = "FILE")]
        junit: Option<PathBuf>,
        /// Write the results as JSON
        #[arg(long, value_name = "FILE", hide = true)]
        results: Option<PathBuf>,
        /// Notebooks (.ipynb) and scripts (.py)
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Tell what works on this machine, and what to do about what does not; exit code 1 where something is missing
    Doctor,
    /// Print what makes a shell complete this command
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(hide = true)]
    Man {
        /// Of which command; of `ravel` itself without
        command: Option<String>,
    },
    /// Print the reference of the language as Markdown
    #[command(hide = true)]
    Reference,
    /// Install the kernel where Jupyter finds it
    Install {
        #[command(flatten)]
        place: PlaceArgs,
        /// By which notebooks choose it
        #[arg(long, default_value = "ravel")]
        name: String,
        /// What Jupyter shows
        #[arg(long, default_value = "Ravel")]
        display_name: String,
        /// An environment variable of the kernel (may be given several times)
        #[arg(long, value_name = "NAME=VALUE")]
        env: Vec<String>,
        /// Replace another kernel of that name
        #[arg(long)]
        force: bool,
    },
    /// Remove the kernel
    Uninstall {
        #[command(flatten)]
        place: PlaceArgs,
        /// Which
        #[arg(long, default_value = "ravel")]
        name: String,
    },
}

#[derive(Args)]
#[group(multiple = false)]
struct PlaceArgs {
    /// For this user (the default)
    #[arg(long)]
    user: bool,
    /// Into the active virtual environment
    #[arg(long)]
    sys_prefix: bool,
    /// Into DIR/share/jupyter
    #[arg(long, value_name = "DIR")]
    prefix: Option<PathBuf>,
}

impl PlaceArgs {
    fn place(self) -> Place {
        match self {
            PlaceArgs { prefix: Some(dir), .. } => Place::Prefix(dir),
            PlaceArgs { sys_prefix: true, .. } => Place::SysPrefix,
            _ => Place::User,
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(bytes) = cli.memory {
        arena::set_limit(bytes);
    }
    signals::outlive_full_files();
    match run(cli.command) {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            eprintln!("ravel: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Writes an answer to standard output; the exit code of a command that does no more than that.
fn say(text: impl AsRef<[u8]>) -> Result<u8, String> {
    let mut out = std::io::stdout();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        // A reader that has seen enough.
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(format!("can't write to standard output: {e}")),
        _ => Ok(0),
    }
}

/// A page of the manual.
fn manual(command: Option<&str>) -> Result<Vec<u8>, String> {
    let mut whole = Cli::command();
    whole.build();
    let wanted = match command {
        None => whole,
        Some(name) => whole.find_subcommand(name).cloned().ok_or(format!("ravel has no command {name}"))?,
    };
    // As the page of `ravel` names those of its commands: ravel-run(1).
    let title = wanted.get_display_name().unwrap_or(wanted.get_name()).to_string();
    let mut page = Vec::new();
    clap_mangen::Man::new(wanted).title(title).render(&mut page).map_err(|e| e.to_string())?;
    Ok(page)
}

/// Does what is asked; the exit code.
fn run(command: Option<Command>) -> Result<u8, String> {
    match command {
        None => {
            choose_blas();
            on_session_thread(prompt::run)?
        }
        Some(Command::Kernel { file }) => {
            choose_blas();
            signals::interrupt_cells()?;
            jupyter::run(&file).map(|()| 0)
        }
        Some(Command::Run { check, update, junit, results, files }) => {
            choose_blas();
            signals::interrupt_cells()?;
            let action = match (check, update) {
                (true, _) => Action::Check,
                (_, true) => Action::Update,
                _ => Action::Show,
            };
            Ok(runner::run(&files, action, &Reports { junit, json: results }))
        }
        Some(Command::Doctor) => {
            choose_blas();
            let (text, well) = doctor::report(&doctor::findings());
            say(text)?;
            Ok(u8::from(!well))
        }
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "ravel", &mut script);
            say(script)
        }
        Some(Command::Man { command }) => say(manual(command.as_deref())?),
        Some(Command::Reference) => say(on_session_thread(reference::markdown)?),
        Some(Command::Install { place, name, display_name, env, force }) => {
            let folder = install::install(&place.place(), &Spec { name, display_name, env }, force)?;
            say(format!("installed the kernel in {}\n", folder.display()))
        }
        Some(Command::Uninstall { place, name }) => {
            let folder = install::uninstall(&place.place(), &name)?;
            say(format!("removed {}\n", folder.display()))
        }
    }
}

/// Makes sure that the matrix routines are the processor's own. The library has chosen them before `main`: where it chose
/// badly the program begins anew with the choice made for it; once, since with the variable set nothing more is wanted.
fn choose_blas() {
    let (Some(core), Ok(program)) = (blas::wanted_coretype(), std::env::current_exe()) else { return };
    let mut arguments = std::env::args_os();
    let mut again = std::process::Command::new(program);
    if let Some(name) = arguments.next() {
        again.arg0(name);
    }
    // Where this returns it has failed, and the program is merely slower.
    let _ = again.args(arguments).env("OPENBLAS_CORETYPE", core).exec();
}
