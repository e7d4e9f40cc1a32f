//! Une valeur utilisée après avoir été envoyée

use crossbeam_channel::bounded;

fn main() {
    let (envoi, reception) = bounded(1);
    let message = String::from("bonjour");
    envoi.send(message).unwrap();
    println!("Je garde : {message}");
    println!("Reçu : {}", reception.recv().unwrap());
}
