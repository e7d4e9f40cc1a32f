//! La relecture du livre : ses pages, son français, et ce que `cargo xtask nouveau`
//! y crée.

mod created;
mod pages;
mod spelling;
