//! Au plus deux demandes par fenêtre, comptées à leurs heures

use std::collections::VecDeque;
use std::thread;
use std::time::{Duration, Instant};

const T: Duration = Duration::from_millis(20);

struct Debit {
    heures: VecDeque<Instant>,
}

impl Debit {
    fn accepte(&mut self) -> bool {
        let maintenant = Instant::now();
        while let Some(&premiere) = self.heures.front() {
            if maintenant.duration_since(premiere) < 5 * T {
                break;
            }
            self.heures.pop_front();
        }
        let place = self.heures.len() < 2;
        if place {
            self.heures.push_back(maintenant);
        }
        place
    }
}

fn main() {
    let mut debit = Debit { heures: VecDeque::new() };
    for pause in [0, 2, 1, 3, 2] {
        thread::sleep(pause * T);
        println!("{}", debit.accepte());
    }
}
