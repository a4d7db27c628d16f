//! How much memory this process may use: the machine's, its control group's, and its resource limits.

use rustix::process::{Resource, getrlimit};
#[cfg(target_env = "gnu")]
use std::ffi::c_int;
use std::path::{Path, PathBuf};

/// Bytes of memory that this process holds for itself: what it shares with others or could read again from a file does not
/// count. 0 where the system does not tell.
pub fn held() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let mut fields = text.split(' ').skip(1).map(|n| n.parse::<usize>().unwrap_or(0));
    let (resident, shared) = (fields.next().unwrap_or(0), fields.next().unwrap_or(0));
    resident.saturating_sub(shared) * rustix::param::page_size()
}

/// Gives memory that the allocator keeps for later back to the system.
pub(super) fn trim() {
    #[cfg(target_env = "gnu")]
    {
        unsafe extern "C" {
            fn malloc_trim(pad: usize) -> c_int;
        }
        // SAFETY: may be called at any time, from any thread.
        let _ = unsafe { malloc_trim(0) };
    }
}

/// A size as people write it: `500M`, `2G`, `1.5GiB`, a number of bytes. Units are powers of 1024.
///
/// # Errors
/// A sentence.
pub fn parse_size(text: &str) -> Result<usize, String> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let unit = text[end..].trim().to_ascii_uppercase();
    let scale = match unit.trim_end_matches('B').trim_end_matches('I') {
        "" if unit.is_empty() || unit == "B" => 1.0,
        "K" => 1024.0,
        "M" => 1024.0 * 1024.0,
        "G" => 1024.0 * 1024.0 * 1024.0,
        "T" => 1024.0 * 1024.0 * 1024.0 * 1024.0,
        _ => return Err(format!("'{text}' is no size of memory; write one as 500M or 2G")),
    };
    match text[..end].parse::<f64>() {
        // The cast ends at the largest there is.
        Ok(n) => Ok((n * scale) as usize),
        Err(_) => Err(format!("'{text}' is no size of memory; write one as 500M or 2G")),
    }
}

/// A number of bytes to one decimal of the unit that suits it.
pub fn size_words(bytes: usize) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB"];
    let mut size = bytes as f64 / 1024.0;
    let mut at = 0;
    while size >= 1024.0 && at + 1 < units.len() {
        (size, at) = (size / 1024.0, at + 1);
    }
    format!("{size:.1} {}", units[at])
}

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
    fn sizes_are_read_and_written() {
        for (text, bytes) in [("1024", 1024), ("2K", 2048), ("1.5 GiB", 3 << 29), ("500mb", 500 << 20), ("1T", 1 << 40)]
        {
            assert_eq!(super::parse_size(text), Ok(bytes), "{text}");
        }
        for text in ["", "much", "2X", "-1", "1.2.3", "5I"] {
            assert!(super::parse_size(text).is_err(), "{text}");
        }
        assert_eq!(super::size_words(3 << 29), "1.5 GiB");
    }

    #[test]
    fn the_process_holds_something() {
        assert!(super::held() > 1 << 16);
    }

    #[test]
    fn reads_meminfo() {
        let text = "MemTotal:       24650000 kB\nMemAvailable:   123 kB\n";
        assert_eq!(super::meminfo(text, "MemAvailable:"), Some(123 * 1024));
        assert_eq!(super::meminfo(text, "SwapFree:"), None);
        assert_eq!(super::group_limit("3:cpu,cpuacct:/"), None);
    }
}
