//! La fin de `main` arrête tous les autres fils

use std::thread;

fn main() {
    // Sans `join`, personne n'attend ce fil : il est « détaché ».
    thread::spawn(|| {
        println!("Bonjour du fil");
    });
    println!("Fin de main");
}

#[cfg(test)]
mod tests {
    use std::thread;

    #[test]
    fn un_fil_detache_continue_tant_que_le_processus_vit() {
        let (envoi, reception) = std::sync::mpsc::channel();
        drop(thread::spawn(move || envoi.send("toujours là")));
        assert_eq!(reception.recv(), Ok("toujours là"));
    }
}
