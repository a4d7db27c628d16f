//! How much memory this process may use: the machine's, its control group's, and its resource limits.

use rustix::process::{Resource, getrlimit};
use std::path::{Path, PathBuf};

/// About nine tenths of what is available now, by the strictest of all limits.
pub(super) fn available() -> usize {
    let bounds = [machine(), control_group(), address_space(), resource(Resource::Data)];
    let least = bounds.into_iter().flatten().min().unwrap_or(usize::MAX);
    least / 10 * 9
}

/// The limit on address space, if there is one.
pub(super) fn address_space() -> Option<usize> {
    resource(Resource::As)
}

fn resource(which: Resource) -> Option<usize> {
    getrlimit(which).current.map(|n| n as usize)
}

fn machine() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    meminfo(&text, "MemAvailable:").or_else(|| meminfo(&text, "MemTotal:"))
}

fn meminfo(text: &str, field: &str) -> Option<usize> {
    let line = text.lines().find_map(|l| l.strip_prefix(field))?;
    line.trim().trim_end_matches("kB").trim().parse::<usize>().ok()?.checked_mul(1024)
}

fn control_group() -> Option<usize> {
    let groups = std::fs::read_to_string("/proc/self/cgroup").ok()?;
    groups.lines().filter_map(group_limit).min()
}

/// The strictest limit of the group on a line of `/proc/self/cgroup` and of those that it lies in.
fn group_limit(line: &str) -> Option<usize> {
    let mut fields = line.splitn(3, ':').skip(1);
    let (controllers, path) = (fields.next()?, fields.next()?);
    let (root, most, now) = match controllers {
        "" => ("/sys/fs/cgroup", "memory.max", "memory.current"),
        c if c.split(',').any(|c| c == "memory") => {
            ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes")
        }
        _ => return None,
    };
    let number = |file: PathBuf| std::fs::read_to_string(file).ok()?.trim().parse::<usize>().ok();
    let group = Path::new(root).join(path.trim_start_matches('/'));
    let inside = group.ancestors().take_while(|dir| dir.starts_with(root));
    inside.filter_map(|dir| Some(number(dir.join(most))?.saturating_sub(number(dir.join(now)).unwrap_or(0)))).min()
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads_meminfo() {
        let text = "MemTotal:       24650000 kB\nMemAvailable:   123 kB\n";
        assert_eq!(super::meminfo(text, "MemAvailable:"), Some(123 * 1024));
        assert_eq!(super::meminfo(text, "SwapFree:"), None);
        assert_eq!(super::group_limit("3:cpu,cpuacct:/"), None);
    }
}
