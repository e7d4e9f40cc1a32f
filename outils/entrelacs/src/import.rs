//! Préparer un listing.
