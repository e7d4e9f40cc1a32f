package main

import (
	"fmt"
	"sync"
)

var (
	mu   sync.Mutex
	noms = map[string]bool{}
)

func entrer(nom string) bool {
	mu.Lock()
	defer mu.Unlock()
	libre := !noms[nom]
	noms[nom] = true
	return libre
}

func sortir(nom string, annonces chan<- string) {
	annonces <- nom + " sort"
	mu.Lock()
	defer mu.Unlock()
	delete(noms, nom)
}

func main() {
	annonces := make(chan string, 1)
	entrer("Ana")
	var wg sync.WaitGroup
	wg.Go(func() { sortir("Ana", annonces) })
	fmt.Println(<-annonces)
	if entrer("Ana") {
		fmt.Println("Ana entre")
	} else {
		fmt.Println("ce nom est pris")
	}
	wg.Wait()
}
