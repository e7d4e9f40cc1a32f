package main

import (
	"fmt"
	"time"
)

const delai = 5 * time.Second

func traiter(travail string) {
	// Cela peut durer.
}

func main() {
	travaux := make(chan string, 2)
	fin := make(chan struct{})
	go func() {
		for travail := range travaux {
			traiter(travail)
		}
		close(fin)
	}()
	travaux <- "lettre"
	travaux <- "colis"
	close(travaux) // fermer l'entrée

	select {
	case <-fin:
		fmt.Println("Tout est fini")
	case <-time.After(delai):
		fmt.Println("Trop long, pas commencés :", len(travaux))
	}
}
