use crossbeam_channel::bounded;

fn main() {
    let (envoi, reception) = bounded(1);
    println!("J'envoie...");
    // Pour recevoir, il faudrait passer à la ligne suivante.
    envoi.send(1).unwrap();
    println!("Reçu : {}", reception.recv().unwrap());
}
