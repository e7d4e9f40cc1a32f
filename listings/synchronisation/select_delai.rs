//! Deux canaux muets, et un délai qui expire

use crossbeam_channel::{after, bounded, select};
use std::time::Duration;

const DELAI: Duration = Duration::from_millis(500);

fn main() {
    // Les émetteurs vivent jusqu'à la fin, mais n'envoient rien.
    let (_envoi1, chan1) = bounded::<&str>(0);
    let (_envoi2, chan2) = bounded::<&str>(0);

    select! {
        recv(chan1) -> msg => {
            println!("Reçu sur chan1 : {}", msg.unwrap());
        }
        recv(chan2) -> msg => {
            println!("Reçu sur chan2 : {}", msg.unwrap());
        }
        recv(after(DELAI)) -> _ => println!("timeout"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn le_delai_n_expire_pas_en_avance() {
        let debut = Instant::now();
        main();
        assert!(debut.elapsed() >= DELAI);
    }
}
