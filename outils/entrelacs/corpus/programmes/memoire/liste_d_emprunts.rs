//! Une liste de variables empruntées, sous un verrou

use std::sync::RwLock;
use std::thread;
#[derive(Default)]
struct Case { n: u32 }
fn main() {
    let (mut a, mut b) = (Case::default(), Case::default());
    {
        let l = RwLock::new(vec![&mut a, &mut b]);
        thread::scope(|s| {
            for id in 1..3 {
                let l = &l;
                s.spawn(move || {
                    let mut g = l.write().unwrap();
                    let i = (g[0].n % 2) as usize;
                    g[i].n += id;
                });
            }
            s.spawn(|| { let g = l.read().unwrap(); println!("{}", g[0].n * 10 + g[1].n); });
        });
    }
    println!("{} {}", a.n, b.n);
}
