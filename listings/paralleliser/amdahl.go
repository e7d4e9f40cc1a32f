package main

import "fmt"

var processeurs = [...]float64{2, 4, 16, 256}

// Le calcul entier dure 1 ; seul en est la part qui ne se partage pas.
func acceleration(seul, processeurs float64) float64 {
	return 1 / (seul + (1-seul)/processeurs)
}

func main() {
	fmt.Print("à un seul")
	for _, n := range processeurs {
		fmt.Printf("%6.0f", n)
	}
	fmt.Println("  limite")
	// 40 % : ce qu'Amdahl relève en 1967. La moitié, puis le tiers :
	// ce qu'il juge possible, puis très improbable.
	for _, pourCent := range []float64{40, 20, 13.3, 5, 1} {
		seul := pourCent / 100
		fmt.Printf("%7v %%", pourCent)
		for _, n := range processeurs {
			fmt.Printf("%6.1f", acceleration(seul, n))
		}
		fmt.Printf("%8.1f\n", 1/seul)
	}
}
