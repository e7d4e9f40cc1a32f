//! Le `match` garde le verrou de lecture pendant l'écriture

use std::collections::HashMap;
use std::sync::RwLock;

struct Memo {
    table: RwLock<HashMap<u32, u64>>,
}

impl Memo {
    fn fib(&self, n: u32) -> u64 {
        match self.table.read().unwrap().get(&n) {
            Some(&v) => v,
            None => {
                let v = if n < 2 { n as u64 } else { self.fib(n - 1) + self.fib(n - 2) };
                self.table.write().unwrap().insert(n, v);
                v
            }
        }
    }
}

fn main() {
    let memo = Memo { table: RwLock::new(HashMap::new()) };
    println!("{}", memo.fib(5));
}
