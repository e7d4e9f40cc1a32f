package main

import (
	"fmt"
	"sync"
)

// Une source, fermée dès qu'elle a tout déposé.
func source(photos ...string) <-chan string {
	sortie := make(chan string, len(photos))
	for _, photo := range photos {
		sortie <- photo
	}
	close(sortie)
	return sortie
}

func reunir(sources ...<-chan string) <-chan string {
	sortie := make(chan string)
	var relais sync.WaitGroup
	for _, source := range sources {
		relais.Go(func() {
			for photo := range source {
				sortie <- photo
			}
		})
	}
	// Le dernier relais ne sait pas qu'il l'est.
	go func() { relais.Wait(); close(sortie) }()
	return sortie
}

func main() {
	for photo := range reunir(source("lac", "pont"), source("chat")) {
		fmt.Println(photo)
	}
	fmt.Println("sources épuisées")
}
