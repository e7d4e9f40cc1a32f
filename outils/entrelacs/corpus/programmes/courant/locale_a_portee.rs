//! La destruction d'une variable d'un fil d'une portée peut venir après la portée : refusé
use std::cell::RefCell;
use std::thread;

struct Journal;

impl Drop for Journal {
    fn drop(&mut self) {
        println!("fin");
    }
}

thread_local! {
    static JOURNAL: RefCell<Option<Journal>> = const { RefCell::new(None) };
}

fn main() {
    thread::scope(|s| {
        s.spawn(|| JOURNAL.set(Some(Journal)));
    });
}
