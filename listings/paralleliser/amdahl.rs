//! Combien de fois plus vite, selon la part qui reste à un seul

const PROCESSEURS: [f64; 4] = [2.0, 4.0, 16.0, 256.0];

/// Le calcul entier dure 1 ; `seul` en est la part qui ne se partage pas.
fn acceleration(seul: f64, processeurs: f64) -> f64 {
    1.0 / (seul + (1.0 - seul) / processeurs)
}

fn main() {
    print!("à un seul");
    for processeurs in PROCESSEURS {
        print!("{processeurs:>6}");
    }
    println!("  limite");
    // 40 % : ce qu'Amdahl relève en 1967. La moitié, puis le tiers :
    // ce qu'il juge possible, puis très improbable.
    for pour_cent in [40.0, 20.0, 13.3, 5.0, 1.0] {
        let seul = pour_cent / 100.0;
        print!("{pour_cent:>7} %");
        for processeurs in PROCESSEURS {
            print!("{:>6.1}", acceleration(seul, processeurs));
        }
        println!("{:>8.1}", 1.0 / seul);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rien_ne_se_partage_ou_tout() {
        assert_eq!(acceleration(1.0, 256.0), 1.0);
        assert_eq!(acceleration(0.0, 256.0), 256.0);
    }

    #[test]
    fn un_quart_a_un_seul_sur_trois_processeurs() {
        assert_eq!(acceleration(0.25, 3.0), 2.0);
    }
}
