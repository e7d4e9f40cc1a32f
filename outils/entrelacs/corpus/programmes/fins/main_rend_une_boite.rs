//! `main` rend une erreur en boîte, que `?` a convertie

use std::error::Error;
use std::sync::mpsc;
use std::thread;

fn produce(tx: mpsc::Sender<i32>) -> Result<(), mpsc::SendError<i32>> {
    tx.send(1)?;
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let (tx, rx) = mpsc::channel();
    let t = thread::spawn(move || produce(tx));
    println!("reçu {}", rx.recv()?);
    t.join().map_err(|_| "fil en panique")??;
    rx.recv().map_err(|_| "plus rien")?;
    println!("jamais");
    Ok(())
}
