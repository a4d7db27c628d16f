//! Statistics made of other functions: medians and quantiles, weighted means, differences, covariances, histograms.

mod bins;
mod covariance;
mod difference;
mod gradient;
mod histogram;
mod lanes;
mod nan;
mod places;
mod quantile;
mod weighted;

use crate::lang::registry::Builtin;

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let families =
        [covariance::rows(), difference::rows(), gradient::rows(), histogram::rows(), nan::rows(), quantile::rows()];
    families.into_iter().flatten().collect()
}
