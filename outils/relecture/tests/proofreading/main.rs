//! La relecture du livre : ses pages, ses quiz, son français, et ce que `cargo xtask nouveau`
//! y crée.

mod created;
mod pages;
mod quizzes;
mod spelling;
