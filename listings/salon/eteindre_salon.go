package main

import (
	"fmt"
	"sync"
)

var code = 1013 // « trop lente »

func tenir(boite <-chan chan string, fini chan<- bool) {
	defer close(fini)
	for file := <-boite; file != nil; file = <-boite { // éteindre
		file <- "Ana entre"
		defer close(file) // quand le salon finira
	}
}

func pompe(boite chan<- chan string, fini <-chan bool) {
	file := make(chan string, 1)
	select {
	case boite <- file:
	case <-fini:
		fmt.Println("503") // il n'y a plus de salon
		return
	}
	for annonce := range file {
		fmt.Println(annonce)
	}
	fmt.Println(code) // la trame de fermeture
}

func main() {
	boite, fini := make(chan chan string), make(chan bool)
	var ana sync.WaitGroup
	ana.Go(func() { pompe(boite, fini) })
	go tenir(boite, fini)
	code = 1001  // 1. noter pourquoi
	boite <- nil // 2. le salon ferme les files
	ana.Wait()   // 3. la pompe a écrit son dernier mot
}
