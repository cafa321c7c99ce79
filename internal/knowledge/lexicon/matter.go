package lexicon

import "math/bits"

// matters are words that a question about health is about, wherever they stand in it: what people eat, take, have and do, who
// they are, and what they want to know of it. An article that does not have such a word has no answer. Words that English
// does not have are treated alike, so the list need not hold names of medicines and the like.
var matters = set(`
alcohol almond almonds apple apples avocado avocados bacon bagel banana bananas barley bean beans beef beer beers beet beets berries berry beverage beverages biscuit biscuits blueberries bran bread breads broccoli broth butter cabbage caffeine cake cakes calorie
calories candy cannabis carb carbs carrot carrots cashew cashews celery cereal cereals cheese cherries chicken chili chilli chips chocolate cider cinnamon citrus coconut coffee coke cookie cookies corn cow cows cream cucumber cucumbers curry dairy dandelion dates
dessert detox diets drinks egg eggs espresso fasting fat fiber fibre fig figs fish flax flour fries fry fried fruit fungus fungi garlic gelatin gelatine ginger gluten goat grain grains grape grapes grapefruit greens ham hamburger herb herbs herbal honey
ice juice juices kale kefir lamb leek legumes lemon lemons lentil lentils lettuce lime liquorice liver macaroni mango margarine mayonnaise meat meats melon milk milkshake millet mint molasses mushroom mushrooms mustard noodle noodles nut nuts oat oatmeal oats oil
oils olive olives onion onions orange oranges oregano organic oyster oysters papaya paprika parsley pasta pasteurized peach peaches peanut peanuts pear pears peas pepper peppers pineapple pizza plum popcorn pork potato potatoes poultry prawn prawns pretzel protein prune prunes
pumpkin quinoa raisins raspberries raw rice rye salad salads salmon salt salts sandwich sauce sausage seafood seaweed seed seeds sesame shellfish shrimp smoothie smoothies snack snacks soda sodas soup soups soy soya spice spices spicy spinach squash steak stevia strawberries
strawberry sugar sugars sugary sushi sweet sweets sweetener sweeteners syrup takeaway tea teas tofu tomato tomatoes tuna turkey turmeric vegan vegans vegetarian vinegar walnut walnuts water watermelon weed wheat whey yeast yoghurt yogurt yogurts zucchini processed junk organic gmo pesticide pesticides
additive additives preservative preservatives emulsifier emulsifiers coloring colouring keto paleo carnivore diet
acetaminophen acupuncture antacid antacids antibiotic antibiotics antibody antibodies antidepressant antidepressants antihistamine antihistamines aspirin botox capsule capsules chemo chemotherapy collagen contraceptive contraceptives cortisol cortisone creatine cream creams
dosage dosages dose doses drug drugs enzyme enzymes estrogen hormone hormones hypnosis immunotherapy inhaler inhalers injection injections insulin iron laser laxative laxatives lotion magnesium marijuana massage medication medications medicine medicines meditation melatonin
mineral minerals morphine omega ointment opioid opioids penicillin physiotherapy pill pills placebo potassium prescription probiotics psychotherapy remedy remedies sauna selenium serotonin sodium steroid steroids sunscreen supplement supplements surgery surgeries surgical tablet
tablets testosterone therapies therapist therapists therapy transplant vaccine vaccines vaccination vitamin vitamins yoga zinc cleanse cleanses cleansing enema
aids aging ageing alopecia anemia anaemia angina anorexia anxiety anxious apnea appendicitis appendix autism autistic bacteria bleeding blindness bloat bloated bloating blood bronchitis bruise bruises bulimia burning burp burping cancer cancers cataract chickenpox chills
cholesterol cirrhosis cold colds colic colitis colon coma concussion conjunctivitis convulsions cough coughing covid cyst cysts deaf deafness dehydration dementia depressed depression dizziness dizzy drowsy ear ears embolism epilepsy eye eyes faint fainting fever fevers
flatulence flu fracture gallbladder gallstones gangrene gas gastritis glaucoma goiter gonorrhea gout hair hallucinations halitosis hangover heart heartburn hemorrhoids haemorrhoids hepatitis hernia herpes hiccups hives hyperactivity hypertension hypothyroidism impotence incontinence
indigestion infection infections infertility infertile influenza insomnia intolerance intolerances intolerant jaundice kidney kidneys leukemia lump lumps lung lungs lupus malaria malnutrition measles melanoma meningitis menopause menstrual menstruation miscarriage mole moles
mouth mucus mumps muscle muscles nausea nauseous nerve nerves nosebleed numb numbness obsessive osteoporosis pale palpitations pancreas pancreatitis panic paralysis parasite parasites period periods phlegm pimple pneumonia poisoning polyp polyps pregnancy psoriasis psychosis
puberty pulse rabies reflux ringing rosacea scab scabies scar scars schizophrenia sciatica seizure seizures sepsis shingles sinus sinuses sleep sleeping sleepless snoring sore spasm spasms spleen sprain stiff stiffness stomach stroke strokes sunburn sweat sweating sweats swelling
swollen syphilis tachycardia tetanus throat thrush thyroid tinnitus tonsils tooth teeth toothache tremor tremors tuberculosis tumor tumors tumour tumours typhoid ulcer ulcers urinary urine uterus vertigo virus vision vomit vomiting warts wheezing worm worms wound wounds yawn
ankle arm arms armpit back belly bladder bone bones brain brains breast breasts breath breathing cheek chest chin elbow elbows ankles esophagus face feet finger fingers foot forehead gum gums hand hands head heel hip hips knee knees leg legs limb limbs lip lips nail nails neck nipple nose ovaries
ovary pelvis penis prostate rectum rib ribs scalp shoulder shoulders skin skull spine spinal tendon testicles thigh thighs thumb toe toes tongue uterine vagina vein veins vagus waist wrist
animal animals baby babies bird cat cats cattle child children childhood dog dogs elderly fetus girl girls boy boys goldfish hamster horse horses infant infants kid kids kitten newborn parrot pet pets pig pigs pregnant puppy rabbit rat rats senior seniors teen teenager teenagers teens
toddler toddlers twins women men woman man female females male males athlete athletes smoker pony
abortion addicted addiction affordable age ages allergist ambulance anesthesia autopsy bankrupt biopsy birth brand brands buy buying bought cheap cheapest clinic clinics compensation contagious cost costs curable cure cured cures curing danger deadly death deaths delivery diagnose diagnosed diagnosis diagnostic
die died dies dying doctor doctors donate dosage dying emergency endoscopy expectancy expensive fatal fatality forever hospital hospitals hotline immune immunity incurable infectious insurance invented inventor invent jab kill kills lawsuit lethal lifespan lose losing mortality mri nurse operation
outbreak overdose payment percent percentage permanent permanently pharmacist pharmacy physician prevalence prevalent price prices prognosis quit quitting rare recipe recipes recover recovered recovery rehab relieve relieves remission reversible safe safely safer safest safety sale scan screening sell shop
specialist spread spreading statistics store sue surgeon survive survival symptomless temporary terminal test tested testing tests therapist transmit transmitted treatable untreated vet xray career salary discovered discover
abs aerobics altitude asbestos bath bathing bike biking boxing chemicals climate cosmetics cycling dancing deodorant detergent dust electromagnetic football fluoride gardening hiking humidity jogging lead mattress mercury mold mould music phone phones plastic plastics pollution
pollen radiation routine screen sex sexual shampoo shower showering soap soaps squats sun sunlight swim swimming tanning tattoo tattoos toothpaste toxin toxins travel travelling vape vapes vaping walk walking weather weightlifting wifi workouts
lancet
rid tap taps roof hiv pms uti std sti gerd sibo adhd ptsd ocd copd ra uc hs pcos emf bpd hpv tmj ivf stds utis
`)

// settings are those of them that people also tell about themselves: whose, where, since when.
var settings = set(`
ankle arm arms armpit back belly bladder bone bones brain brains breast breasts breath breathing cheek chest chin elbow elbows ankles esophagus face feet finger fingers foot forehead gum gums hand hands head heel hip hips knee knees leg legs limb limbs lip lips nail nails neck nipple nose ovaries
ovary pelvis penis prostate rectum rib ribs scalp shoulder shoulders skin skull spine spinal tendon testicles thigh thighs thumb toe toes tongue uterine vagina vein veins vagus waist wrist
baby babies child children childhood girl girls boy boys infant infants kid kids newborn senior seniors teen teenager teenagers teens toddler toddlers twin twins women men doctor doctors nurse nurses physician surgeon pharmacist hospital diagnosed hours hour minutes minute old
`)

// Setting tells whether a word that matters is one of those.
func Setting(word string) bool {
	return settings[word] || word[0] >= '0' && word[0] <= '9'
}

// Matters tells whether a word that was not found is one that an answer cannot do without: it is in the list, it is a number,
// or English does not have it.
func Matters(word string) bool {
	if matters[word] {
		return true
	}
	for _, r := range word {
		if r >= '0' && r <= '9' || r > 0x7f || r == ' ' { // a number, another script, "how long"
			return true
		}
	}
	return len(word) > 3 && !Known(word)
}

// NearMatter tells whether a word that matters is less than d typing errors away from the word: what is nearly "gluten" is
// not to be taken for something else.
func NearMatter(word string, d int) bool {
	if matters[word] {
		return true
	}
	letters := Letters(word)
	for _, m := range mattersByLetters {
		if len(m.word) > len(word)-d && len(m.word) < len(word)+d && bits.OnesCount32(m.letters^letters) <= 2*(d-1) && Distance(word, m.word) < d {
			return true
		}
	}
	return false
}

type lettered struct {
	word    string
	letters uint32
}

// byLetters lists the words of a set that are long enough to be mistyped and still known.
func byLetters(words map[string]bool, shortest int) []lettered {
	var out []lettered
	for w := range words {
		if len(w) >= shortest {
			out = append(out, lettered{w, Letters(w)})
		}
	}
	return out
}

var mattersByLetters = byLetters(matters, 4)
