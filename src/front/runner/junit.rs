//! The results as JUnit XML, which CI services read.

use super::FileResult;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::path::Path;

/// Writes one suite for each file and one case for each cell.
///
/// # Errors
/// Why the file can't be written.
pub fn write(path: &Path, results: &[FileResult]) -> Result<(), String> {
    let mut report = Report::new("ravel");
    for file in results {
        let mut suite = TestSuite::new(file.path.display().to_string());
        if let Some(error) = &file.error {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(error.clone());
            suite.add_test_case(TestCase::new("notebook", status));
        }
        for cell in &file.cells {
            let status = match &cell.failure {
                None => TestCaseStatus::success(),
                Some(failure) => {
                    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                    status.set_message(failure.lines().last().unwrap_or_default()).set_description(failure.clone());
                    status
                }
            };
            let mut case = TestCase::new(cell.name.clone(), status);
            case.set_time(cell.time);
            suite.add_test_case(case);
        }
        report.add_test_suite(suite);
    }
    let text = report.to_string().map_err(|e| e.to_string())?;
    std::fs::write(path, text).map_err(|e| e.to_string())
}
