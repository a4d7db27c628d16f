//! IPython's magics that Ravel has not: each is refused by a sentence that says what to do instead.

/// The names, and what is said of them.
const ABSENT: [(&[&str], &str); 16] = [
    (&["alias", "unalias", "rehashx"], "has no aliases: write the command behind `!`"),
    (&["alias_magic"], "has no other names for magics: write the magic's own"),
    (&["macro"], "has no macros: define a function, or run cells again with %rerun"),
    (&["store"], "keeps no variables for the next session: save arrays with np.save, cells with %save"),
    (&["edit", "ed"], "opens no editor: %load puts a file or an earlier cell here, %%writefile writes one"),
    (
        &["debug", "pdb"],
        "has no debugger: the variables are as the error left them; %xmode Verbose shows those of functions, %%trace tells a cell step by step",
    ),
    (&["prun"], "has no profiler: %timeit and %memit measure a line, `%layout time` times each step"),
    (
        &["logstart", "logstop", "logon", "logoff", "logstate"],
        "writes no log: %history -f and %save write the cells that were run",
    ),
    (&["notebook"], "writes no notebooks: %history -f and %save write the cells that were run"),
    (&["doctest_mode"], "has no doctest mode: %xmode Plain and %pprint make the output plainer"),
    (&["pylab", "gui"], "draws no plots and has no event loops: %layout and %%race draw what it measures"),
    (&["bookmark", "pushd", "popd", "dirs"], "keeps no folders: %cd goes to one, `%cd -` back"),
    (&["tb"], "keeps no traceback: it is in the output of the cell that failed"),
    (&["sc"], "has no %sc: write `x = !command`"),
    (&["autocall"], "has no automatic calls: write the parentheses"),
    (&["cpaste", "paste", "killbgscripts", "unload_ext", "page", "pycat", "pfile"], "has not this magic"),
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
