//! What a program may do to the machine: write to one folder that is removed at the end, and start nothing.

use landlock::{ABI, Access, AccessFs, PathBeneath, PathFd, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetStatus};
use std::path::Path;

/// Shuts this thread, and those that it starts, into `folder`.
///
/// # Panics
/// Where the system can't: a program made by chance does not run unguarded.
pub fn enter(folder: &Path) {
    let all = AccessFs::from_all(ABI::V3);
    let reads = AccessFs::ReadFile | AccessFs::ReadDir;
    let root = PathFd::new("/").expect("the root folder");
    let own = PathFd::new(folder).expect("the folder of the program");
    let status = Ruleset::default()
        .handle_access(all)
        .and_then(Ruleset::create)
        .and_then(|rules| rules.add_rule(PathBeneath::new(root, reads)))
        .and_then(|rules| rules.add_rule(PathBeneath::new(own, all & !AccessFs::Execute)))
        .and_then(|rules| rules.restrict_self())
        .expect("a kernel with Landlock");
    assert!(status.ruleset != RulesetStatus::NotEnforced, "this kernel has no Landlock: programs would run unguarded");
    std::env::set_current_dir(folder).expect("the folder of the program");
}
