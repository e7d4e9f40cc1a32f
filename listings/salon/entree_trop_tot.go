package main

import (
	"fmt"
	"sync"
)

var files sync.Map // les clés sont les files

func annoncer(dit string) {
	for file := range files.Range {
		file.(chan string) <- dit // deux places : n'attend pas
	}
}

func entrer(nom string, file chan string) {
	annoncer(nom + " entre")
	files.Store(file, true)
}

func main() {
	ana, luc := make(chan string, 2), make(chan string, 2)
	files.Store(ana, true)
	var wg sync.WaitGroup
	wg.Go(func() {
		if <-ana == "Luc entre" {
			annoncer("Ana : bonjour Luc")
		}
	})
	entrer("Luc", luc) // la goroutine principale est Luc
	wg.Wait()
	close(luc)
	dernier := "rien"
	for dernier = range luc {
	}
	fmt.Println("Luc lit enfin :", dernier)
}
