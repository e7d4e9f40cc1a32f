use crossbeam_channel::bounded;

fn main() {
    let (envoi, reception) = bounded(0);
    println!("J'envoie...");
    std::thread::sleep(std::time::Duration::from_millis(100));
    envoi.send(1).unwrap();
    println!("Reçu : {}", reception.recv().unwrap());
}
