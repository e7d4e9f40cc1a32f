use crossbeam_channel::bounded;

fn main() {
    let (envoi, reception) = bounded(0);
    println!("J'envoie...");
    // Pour recevoir, il faudrait passer à la ligne suivante.
    let _ = envoi.try_send(1);
    println!("Reçu : {}", reception.recv().unwrap());
}
