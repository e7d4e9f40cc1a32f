//! Rien que des dépendances, avec les fonctionnalités que tout le dépôt leur demande.
//!
//! Cargo compile une dépendance avec les fonctionnalités que lui demandent les paquets
//! choisis : `cargo xtask`, `cargo test` et `cargo test -p entrelacs` en choisissent
//! d'autres, et la compileraient chacun de leur côté. Les paquets qui dépendent de
//! celui-ci la demandent tous de même : elle n'est compilée qu'une fois.
