package main

import (
	"fmt"
	"sync"
)

var noms sync.Map

func entrer(nom string) bool {
	_, pris := noms.LoadOrStore(nom, true)
	return !pris
}

func sortir(nom string, annonces chan<- string) {
	annonces <- nom + " sort"
	noms.Delete(nom)
}

func reprendre(nom string, annonces <-chan string) {
	fmt.Println(<-annonces)
	if entrer(nom) {
		fmt.Println("Le nom est à Luc")
	} else {
		fmt.Println("Ce nom est pris")
	}
}

func main() {
	annonces := make(chan string, 1)
	entrer("Ana")
	var wg sync.WaitGroup
	wg.Go(func() { sortir("Ana", annonces) })
	wg.Go(func() { reprendre("Ana", annonces) }) // Luc
	wg.Wait()
}
