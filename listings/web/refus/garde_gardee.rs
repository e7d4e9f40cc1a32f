//! Une garde de la bibliothèque standard, tenue pendant une attente

use std::sync::{Arc, Mutex};

async fn compter(total: Arc<Mutex<u32>>) {
    let mut garde = total.lock().unwrap();
    tokio::task::yield_now().await; // d'autres tâches avancent
    *garde += 1;
}

fn main() {
    let total = Arc::new(Mutex::new(0));
    tokio::spawn(compter(total));
}
