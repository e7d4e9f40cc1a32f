package main

import (
	"fmt"
	"sync"
)

func envoyer(connexion chan<- string, debut, fin string) {
	connexion <- debut // une trame, deux écritures
	connexion <- fin
}

func main() {
	connexion := make(chan string, 4)
	var wg sync.WaitGroup
	wg.Go(func() { envoyer(connexion, "<texte ", "salut>") })
	wg.Go(func() { envoyer(connexion, "<pong ", "42>") })
	wg.Wait()
	close(connexion)
	for bout := range connexion {
		fmt.Print(bout) // ce que lit le client
	}
	fmt.Println()
}
