//! Les directives `{{#nom argument}}`.

pub mod exercise;
pub mod include;
pub mod pair;
pub mod quiz;
