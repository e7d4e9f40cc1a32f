package main

import (
	"fmt"
	"sync"
)

type mot struct{ nom, texte string }

func salon(entrees <-chan string, mots <-chan mot, sorties <-chan string) {
	membres := map[string]bool{}
	for range 3 {
		select {
		case nom := <-entrees:
			membres[nom] = true
		case m := <-mots:
			if membres[m.nom] {
				fmt.Println(m.texte)
			} else {
				fmt.Println(m.nom, "n'est pas là")
			}
		case nom := <-sorties:
			delete(membres, nom)
		}
	}
	fmt.Println("Restent :", len(membres))
}

func main() {
	entrer, dire := make(chan string, 1), make(chan mot, 1)
	sortir := make(chan string, 1)
	var wg sync.WaitGroup
	wg.Go(func() { salon(entrer, dire, sortir) })
	entrer <- "Ana" // la goroutine principale est Ana
	dire <- mot{"Ana", "à demain"}
	sortir <- "Ana"
	wg.Wait()
}
