//! Un `select` qui n'attend pas

use crossbeam_channel::{Receiver, bounded, select};

fn relever(boite: &Receiver<&str>) {
    select! {
        recv(boite) -> msg => println!("Reçu : {}", msg.unwrap()),
        default => println!("Rien à lire, on continue"),
    }
}

fn main() {
    let (envoi, boite) = bounded(1);
    relever(&boite);
    envoi.send("bonjour").unwrap();
    relever(&boite);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relever_prend_un_seul_message() {
        let (envoi, boite) = bounded(2);
        envoi.send("a").unwrap();
        envoi.send("b").unwrap();
        relever(&boite);
        assert_eq!(boite.len(), 1);
    }
}
