package main

import (
	"fmt"
	"sync"
)

func membre(nom string, salon chan<- string, recus <-chan string) {
	for _, mot := range []string{"bonjour", "ça va ?"} {
		salon <- mot
	}
	lus := 0 // il a tout dit ; il lit
	for range recus {
		lus++
	}
	fmt.Println(nom, "a lu", lus, "mots")
}

func main() {
	boite := make(chan string)
	ana, luc := make(chan string, 1), make(chan string, 1)
	var wg sync.WaitGroup
	wg.Go(func() { membre("Ana", boite, ana) })
	wg.Go(func() { membre("Luc", boite, luc) })
	for range 4 { // deux mots chacun
		mot := <-boite
		for _, file := range []chan<- string{ana, luc} {
			file <- mot // attend une place
		}
	}
	close(ana)
	close(luc)
	wg.Wait()
}
