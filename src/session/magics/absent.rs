//! IPython's magics that Ravel has not: each is refused by a sentence that says what to do instead.

/// The names, and what is said of them.
const ABSENT: [(&[&str], &str); 20] = [
    (&["rehashx"], "makes no magics of all commands: write the command behind `!`, or name it with %alias"),
    (&["alias_magic"], "has no other names for magics: write the magic's own"),
    (&["store"], "keeps no variables for the next session: save arrays with np.save, cells with %save"),
    (&["edit", "ed"], "opens no editor: %load puts a file or an earlier cell here, %%writefile writes one"),
    (
        &["debug", "pdb"],
        "has no debugger: the variables are as the error left them; %xmode Verbose shows those of functions, %%trace tells a cell step by step",
    ),
    (&["prun"], "has no profiler: %timeit and %memit measure a line, `%layout time` times each step"),
    (
        &["logstart", "logstop", "logon", "logoff", "logstate"],
        "writes no log: %history -f, %save and %notebook write the cells that were run",
    ),
    (&["pastebin"], "sends nothing anywhere: %save writes cells to a file"),
    (&["doctest_mode"], "has no doctest mode: %xmode Plain and %pprint make the output plainer"),
    (&["pylab", "gui"], "draws no plots and has no event loops: %layout and %%race draw what it measures"),
    (&["bookmark"], "keeps no names of folders: %cd goes to one, `%cd -` back, %pushd and %popd put one aside"),
    (&["sc"], "has no %sc: write `x = !command`"),
    (&["autocall"], "has no automatic calls: write the parentheses"),
    (&["autoawait"], "has no `await`"),
    (&["code_wrap"], "wraps no cells: write what belongs around the code into the cell"),
    (&["connect_info"], "does not show the kernel's key: `jupyter --runtime-dir` tells where the connection file is"),
    (&["qtconsole"], "opens no windows: `jupyter console --existing` joins this kernel"),
    (&["subshell"], "tells nothing of subshells: clients make and list them by the control channel"),
    (
        &["uv", "mamba", "micromamba"],
        "can't import Python packages: NumPy is built in, and there is nothing to install",
    ),
    (
        &["cpaste", "paste", "killbgscripts", "unload_ext", "pfile"],
        "does not need it: cells are pasted as they are, no program runs in the background, and there are no modules",
    ),
];

/// Why there is no magic of this name, where it is one of IPython's.
pub fn why(name: &str) -> Option<String> {
    let (_, words) = ABSENT.iter().find(|(names, _)| names.contains(&name))?;
    Some(format!("%{name} is outside the language: Ravel {words}"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn none_of_them_is_there() {
        for (names, _) in super::ABSENT {
            for name in names {
                assert!(super::super::find(name).is_none(), "%{name} is there");
            }
        }
        assert!(super::why("store").is_some_and(|w| w.starts_with("%store is outside the language: Ravel keeps no")));
        assert!(super::why("nothing").is_none());
    }
}
