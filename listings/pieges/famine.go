package main

import "fmt"

func main() {
	urgents := make(chan string, 1)
	ordinaires := make(chan string)
	urgents <- "Ana"
	fmt.Println("Luc fait la queue")
	go func() { ordinaires <- "Luc" }()
	for {
		// L'urgence d'abord. Ana, servie, en a déjà une autre.
		select {
		case nom := <-urgents:
			urgents <- nom
			continue
		default:
		}
		select {
		case nom := <-urgents:
			urgents <- nom
		case nom := <-ordinaires:
			fmt.Println(nom, "est servi")
			return
		}
	}
}
