//! `cargo xtask build` : construire le livre.

use crate::{book, root};
use anyhow::Result;
use std::process::ExitCode;

/// Construit le livre et dit où il est.
///
/// # Errors
///
/// Ce que le préprocesseur ou mdBook reproche au livre.
pub fn build() -> Result<ExitCode> {
    let root = root::find()?;
    let pages = book::render(&root, &[])?;
    let pages = pages.strip_prefix(&root).unwrap_or(&pages);
    println!(
        "Le livre est construit : {}",
        pages.join("index.html").display()
    );
    Ok(ExitCode::SUCCESS)
}
