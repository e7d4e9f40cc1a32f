package main

import (
	"fmt"
	"time"
)

const silence = 200 * time.Millisecond

func lire(lues []string, travail chan<- string, pong chan<- bool) {
	for _, trame := range lues {
		if trame == "ping" {
			pong <- true // l'ouvrier n'en sait rien
		} else {
			travail <- trame
		}
	}
}

func traiter(travaux <-chan string, base <-chan bool) {
	for mot := range travaux {
		<-base // elle ne répondra plus
		fmt.Println("gardé :", mot)
	}
}

func main() {
	travail := make(chan string, 1)
	pong := make(chan bool, 1)
	go lire([]string{"salut", "ping"}, travail, pong)
	go traiter(travail, nil)
	select {
	case <-pong:
		fmt.Println("le serveur est là")
	case <-time.After(silence):
		fmt.Println("silence")
	}
}
