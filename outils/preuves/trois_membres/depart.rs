//! Trois membres lisent un mot, puis s'en vont, et le salon les attend encore
//!
//! Juste : `salon/depart/fermer_d_abord`
//! Fautif : `salon/depart`

fn main() {
    let (envoi, boite) = bounded(0);
    let mut files = Vec::new();
    for _ in 0..3 {
        let ((file, recus), envoi) = (bounded(0), envoi.clone());
        files.push(file);
        thread::spawn(|| membre(envoi, recus));
    }
    thread::spawn(move || ["bonjour", "à demain"].map(|mot| envoi.send(Dire(mot)).unwrap()));
    for demande in boite {
        if let Dire(mot) = demande {
            files.retain(|file| file.send(mot).is_ok()); // attend
        }
    }
}
