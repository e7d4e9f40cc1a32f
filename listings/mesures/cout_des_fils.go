// Coût d'une goroutine. Ce programme fait une mesure, et l'écrit en lignes
// « nom valeur » ; cout_des_fils.rs le lance et compare avec les fils de Rust.
package main

import (
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"sync"
	"time"
)

const (
	// Assez, ici et avec fois, pour que la durée totale se mesure bien.
	aLaSuite = 100000
	// Le même nombre que pour les fils : plus ils sont, plus ils se gênent.
	ensemble = 1000
	fois     = 100
	// Une goroutine occupe moins d'une page de mémoire : il en faut beaucoup
	// pour une moyenne juste.
	amorce    = 1000
	enAttente = 10000
)

func main() {
	pile, residente, mesuree := memoire()
	fmt.Println("pile_octets", pile)
	if mesuree {
		fmt.Println("residente_octets", residente)
	}
	// Un premier tour ne compte pas : il paie la mise en route.
	unAUn()
	fmt.Println("un_a_un_ns", unAUn())
	tousEnVie()
	fmt.Println("ensemble_ns", tousEnVie())
}

// memoire rend ce que coûte une goroutine bloquée, en octets : sa pile, et la
// mémoire résidente du programme, si le système la donne.
func memoire() (pile, residente float64, mesuree bool) {
	// Les premières paient aussi ce que le programme ne paie qu'une fois.
	finirAmorce := bloquer(amorce)
	pileAvant := piles()
	residenteAvant, _ := memoireResidente()

	finir := bloquer(enAttente)
	pile = (piles() - pileAvant) / enAttente
	residenteApres, mesuree := memoireResidente()
	residente = (residenteApres - residenteAvant) / enAttente

	finir()
	finirAmorce()
	return pile, residente, mesuree
}

// unAUn rend la durée moyenne, en nanosecondes, pour créer une goroutine et
// attendre sa fin avant de créer la suivante.
func unAUn() float64 {
	debut := time.Now()
	for range aLaSuite {
		var wg sync.WaitGroup
		wg.Go(func() {})
		wg.Wait()
	}
	return float64(time.Since(debut).Nanoseconds()) / aLaSuite
}

// tousEnVie rend la durée moyenne, en nanosecondes, pour créer une goroutine
// et attendre sa fin, quand toutes vivent en même temps.
func tousEnVie() float64 {
	debut := time.Now()
	for range fois {
		finir := bloquer(ensemble)
		finir()
	}
	return float64(time.Since(debut).Nanoseconds()) / (fois * ensemble)
}

// bloquer crée n goroutines, et rend la main quand toutes ont commencé : elles
// attendent alors sur un canal. La fonction rendue les libère et attend leur
// fin.
func bloquer(n int) (finir func()) {
	depart := make(chan struct{})
	var pretes, finies sync.WaitGroup
	pretes.Add(n)
	for range n {
		finies.Go(func() {
			pretes.Done()
			<-depart
		})
	}
	pretes.Wait()
	return func() {
		close(depart)
		finies.Wait()
	}
}

// piles rend le total des piles des goroutines, en octets.
func piles() float64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.StackInuse)
}

var rss = regexp.MustCompile(`(?m)^Rss:\s+(\d+) kB`)

// memoireResidente rend les octets du programme présents en mémoire vive, tels
// que Linux les compte.
func memoireResidente() (octets float64, mesuree bool) {
	// Exact, à la différence du VmRSS de /proc/self/status.
	texte, err := os.ReadFile("/proc/self/smaps_rollup")
	if err != nil {
		return 0, false
	}
	trouve := rss.FindSubmatch(texte)
	if trouve == nil {
		return 0, false
	}
	kio, err := strconv.ParseFloat(string(trouve[1]), 64)
	return kio * 1024, err == nil
}
