//! Ce que dure une exploration.

use entrelacs::{Config, Error, Exploration, Program, explore};
use std::time::{Duration, Instant};

/// Une durée est la meilleure de plusieurs.
const ROUNDS: u32 = 5;

/// L'exploration de `program`, et la plus courte de ses durées.
///
/// # Errors
///
/// Si elle est refusée.
pub fn timed(program: &'static Program, config: &Config) -> Result<(Duration, Exploration), Error> {
    let measure = || {
        let started = Instant::now();
        let exploration = explore(program, config)?;
        Ok((started.elapsed(), exploration))
    };
    let (mut best, exploration) = measure()?;
    for _ in 1..ROUNDS {
        best = best.min(measure()?.0);
    }
    Ok((best, exploration))
}
