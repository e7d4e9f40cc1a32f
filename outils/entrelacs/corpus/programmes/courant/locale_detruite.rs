//! La variable d'un fil est détruite à sa fin, avant que `join` ne rende la main
use std::cell::RefCell;
use std::thread;

struct Journal(&'static str);

impl Drop for Journal {
    fn drop(&mut self) {
        println!("fin de {}", self.0);
    }
}

thread_local! {
    static JOURNAL: RefCell<Option<Journal>> = const { RefCell::new(None) };
}

fn main() {
    let fil = thread::spawn(|| JOURNAL.set(Some(Journal("fil"))));
    fil.join().unwrap();
    println!("{}", JOURNAL.with_borrow(Option::is_none));
}
