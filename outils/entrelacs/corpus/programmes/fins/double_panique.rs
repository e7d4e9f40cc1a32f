//! Une panique en tient une autre : le destructeur panique pendant la première

use std::sync::{Arc, Mutex};
use std::thread;

struct Session {
    open: Arc<Mutex<u32>>,
}

impl Session {
    fn new(open: Arc<Mutex<u32>>) -> Self {
        *open.lock().unwrap() += 1;
        Session { open }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        *self.open.lock().unwrap() -= 1;
    }
}

fn main() {
    let open = Arc::new(Mutex::new(0));
    let o = open.clone();
    let t = thread::spawn(move || {
        let _s = Session::new(o.clone());
        let n = o.lock().unwrap();
        assert!(*n < 2, "trop de sessions : {n}");
    });
    let s = Session::new(open.clone());
    drop(s);
    let _ = t.join();
    println!("fini");
}
