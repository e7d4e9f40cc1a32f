//! Trois flux ouverts, et le salon se ferme avant que l'arrêt ne les attende
//!
//! Juste : `salon/flux_ouvert/le_dire_d_abord`

fn main() {
    let (salons, flux): (Vec<_>, Vec<_>) = (0..3)
        .map(|_| {
            let (salon, annonces) = bounded(1);
            (salon, thread::spawn(move || servir(annonces)))
        })
        .unzip();
    for file in &salons {
        file.send("salut").unwrap();
    }
    drop(salons);
    for flux in flux {
        flux.join().unwrap();
    }
}
