//! La mesure sous charge.
