package main

import "fmt"

func salon(entrees <-chan chan<- string, fin <-chan bool) {
	var files []chan<- string
	for {
		select {
		case file := <-entrees:
			files = append(files, file)
		case <-fin:
			for _, file := range files {
				file <- "1001" // une place lui est réservée
				close(file)
			}
			return
		}
	}
}

func membre(porte chan<- chan<- string, ferme <-chan bool) {
	annonces := make(chan string, 1)
	select {
	case porte <- annonces:
		fmt.Println("Ana :", <-annonces) // sa seule annonce : la dernière
	case <-ferme:
		fmt.Println("Ana : trop tard")
	}
}

func main() {
	porte, signal := make(chan chan<- string), make(chan bool)
	ferme, ana := make(chan bool), make(chan bool)
	go func() { salon(porte, signal); close(ferme) }()
	go func() { membre(porte, ferme); close(ana) }()
	close(signal) // 1. le dire au salon
	<-ferme       // 2. il l'a dit à chacun
	<-ana         // 3. chacun a fini
	fmt.Println("éteint")
}
