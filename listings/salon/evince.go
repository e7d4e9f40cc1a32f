package main

import (
	"fmt"
	"sync"
)

func salon(boite <-chan string, files map[chan<- string]bool) {
	for mot := range boite {
		for file := range files {
			select {
			case file <- mot:
			default: // pleine
				delete(files, file)
				close(file)
			}
		}
	}
	for file := range files {
		close(file)
	}
}

func main() {
	boite, file := make(chan string), make(chan string, 1)
	var wg sync.WaitGroup
	wg.Go(func() { salon(boite, map[chan<- string]bool{file: true}) })
	wg.Go(func() {
		lus := ""
		for mot := range file {
			lus += mot
		}
		fmt.Println("Ana a lu :", lus)
	})
	for _, mot := range []string{"a", "b", "c"} {
		boite <- mot // c'est Ana qui parle
	}
	close(boite)
	wg.Wait()
}
