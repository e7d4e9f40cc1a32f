//! `std::hint`.

pub use ::std::hint::black_box;

/// L'attente active cède la main.
pub fn spin_loop() {
    shuttle::thread::yield_now();
}
