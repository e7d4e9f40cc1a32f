package main

import "fmt"

func lire(trames []string, salon, file chan<- string) {
	defer close(salon) // le client est parti
	for _, t := range trames {
		if t == "<ping 42>" {
			file <- "<pong 42>" // sans l'écrire
		} else {
			salon <- t
		}
	}
}

func ecrire(file <-chan string, connexion chan<- string) {
	defer close(connexion)
	for t := range file {
		connexion <- t[:6] // une trame, deux écritures
		connexion <- t[6:]
	}
}

func main() {
	connexion := make(chan string, 4)
	file := make(chan string, 2)
	mots := make(chan string)
	trames := []string{"<texte salut>", "<ping 42>"}
	go lire(trames, mots, file)
	go ecrire(file, connexion)
	for mot := range mots {
		file <- mot // le salon
	}
	close(file) // ni lui ni `lire` n'y écriront plus
	for bout := range connexion {
		fmt.Print(bout) // ce que lit le client
	}
	fmt.Println()
}
