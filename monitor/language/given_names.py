"""Given names by which English text shows that a run of capitals is a person. Data only.

The list is a hint, never a condition: a run between a role and a verb is a person without it.
"""

from __future__ import annotations

from monitor.language.wordlist import words

_ENGLISH_AND_NEAR = words(
    """
    aaron abby abigail abraham adam adele adrian aidan aiden alan alana alastair albert alec
    alex alexa alexander alexandra alexandre alexis alfred alice alicia alison allan allen
    allison alyssa amanda amber amelia amy andre andrea andrew andy angela angie anita ann anna
    anne annie anthony antoine anton antonio april ariana ariel arnold arthur ashley ashton
    audrey austin ava avery barbara barry beatrice becky bella ben benedict benjamin bernard
    bernie beth betty beverly bill billy blake bob bonnie brad bradley brandon brenda brendan
    brent bret brett brian bridget brooke bruce bryan bryce byron caitlin caleb calvin cameron
    camille candice cara carl carla carlo carlos carly carmen carol caroline carolyn carrie
    carter casey cassandra catherine cathy cecilia chad charlene charles charlie charlotte chase
    chelsea cheryl chester chloe chris christian christina christine christoph christophe
    christopher cindy claire clara clark claude claudia clay clayton clement cliff clifford
    clive cody colin colleen connor conor constance cooper cora corey corinne courtney craig
    cristina crystal curtis cynthia daisy dale damian damien damon dan dana daniel daniela
    danielle danny daphne darcy darren dave david dawn dean deanna debbie deborah debra declan
    denis denise dennis derek devin devon diana diane dick diego dominic dominique don donald
    donna doris dorothy doug douglas drew duncan dustin dylan earl ed eddie edgar edith edmund
    eduardo edward edwin eileen elaine eleanor elena eli elias elijah elisa elisabeth elizabeth
    ella ellen elliot elliott elsa emil emilia emily emma emmanuel enrique eric erica erik erika
    erin ernest esther ethan eugene eva evan eve evelyn fabio faith felicity felix fernando
    fiona florence frances francesca francesco francis francisco francois frank frankie franklin
    fred freddie frederick gabriel gabriela gareth garrett gary gavin gemma gene geoff geoffrey
    george georgia georgina gerald gerard gilbert gillian gina giovanni gladys glen glenn gloria
    gordon grace graham grant greg gregory greta guido guillaume gus guy gwen hal hank hannah
    hans harold harriet harris harrison harry harvey hazel heather hector heidi helen helena
    henri henrik henry herbert hilary holly howard hugh hugo hunter ian ingrid irene iris isaac
    isabel isabella isabelle ivan ivy jack jackie jackson jacob jacqueline jacques jade jaime
    jake james jamie jan jane janet janice jared jasmine jason jay jean jeff jeffrey jen jenna
    jennifer jenny jeremy jerome jerry jess jesse jessica jill jim jimmy joan joanna joanne
    jodie joe joel joelle johan johanna johannes john johnny jon jonas jonathan jordan jorge
    jose josef joseph josephine josh joshua joy joyce juan judith judy julia julian juliana
    julie julien juliet julius june justin karen karin karl karla kate katherine kathleen
    kathryn kathy katie katrina kay kayla keith kelly kelsey ken kendra kenneth kenny kent kerry
    kevin kim kimberly kirk kirsten kristen kristin kristina kurt kyle lance lara larry lars
    laura lauren laurence laurent laurie lawrence leah lee leigh lena leo leon leonard leonardo
    leslie lester lewis liam lillian lily linda lindsay lindsey lionel lisa liz logan lois
    lorenzo lori lorraine lou louis louisa louise luca lucas lucia lucy luis luke lydia lynn
    mabel madeleine madison maggie malcolm mandy manuel marc marcel marco marcus margaret maria
    marian marianne marie marilyn mario marion marissa marjorie mark marlene marsha marshall
    martha martin martina marvin mary mason mateo mathew mathieu mathilde matt matteo matthew
    matthias maureen maurice max maxime maxwell maya megan melanie melinda melissa melvin mia
    michael michel michele michelle miguel mikael mike mikhail miles milo mindy miranda miriam
    mitch mitchell molly monica morgan morris moses muriel mustafa nadia nadine nancy naomi
    natalia natalie natasha nate nathan nathaniel neal ned neil nell nelson nicholas nick nicola
    nicolas nicole nigel nikolai nina noah noel nora norma norman oliver olivia omar oscar oskar
    otto owen pablo paige pam pamela pascal pat patricia patrick paul paula pauline pedro peggy
    penelope penny percy perry peter phil philip philippe phillip phoebe phyllis pierre polly
    priscilla quentin rachel ralph ramon randall randy raphael raul ray raymond rebecca reed
    reggie regina reginald rene renee rex ricardo richard rick ricky riley rita rob robert
    roberta roberto robin rodney roger roland roman ron ronald ronnie rory rosa rosalind rose
    rosemary rosie ross roxanne roy ruben ruby rudolf rudy rufus rupert russ russell rusty ruth
    ryan sabrina sally sam samantha samuel sandra sandy santiago sara sarah saul scott sean
    sebastian selena sergio seth shane shannon sharon shaun shawn sheila shelley sherry shirley
    sid sidney simon simone sofia sonia sonya sophia sophie spencer stacey stacy stan stanley
    stefan stella stephan stephanie stephen steve steven stewart stuart sue susan susanne
    suzanne sven sylvia tamara tammy tanya tara tasha ted terence teresa terri terry tess thea
    theodore theresa thomas tiffany tim timothy tina toby todd tom tommy toni tony tracy travis
    trevor trish tristan troy tyler ursula valentina valerie vanessa vera vernon veronica vicki
    victor victoria viktor vince vincent viola violet virginia vivian wade wallace walter wanda
    warren wayne wendy wesley whitney wilfred will willem william willie winston xavier yvette
    yvonne zach zachary zack zane zara zoe
    """
)

_FARTHER = words(
    """
    aditya ahmed ajay akash akiko akira akshay alejandro aleksander alexei ali alok amir amit
    anand ananya anders andreas andrei andrej anil anima anjali ankit ansh anu
    anuj arash aravind arjun arun arvind asha ashish ashok ashwin astrid atul ayse aziz babak
    bala barret bartosz bilal bjorn boaz bogdan borja brigitte burak carina chaitanya daiki
    daniil dario deepa deepak demis dileep dimitri divya dmitri dmytro elon emad emre erdem
    ewa fatima fei-fei ganesh gaurav georgios gita giulia gopal goran gustav hana hanna harsh
    haruki hassan hideo hiroshi hyun ibrahim igor ilya imran irina ishaan ismail jaan jaana
    jakob jakub jamal janek jensen jin jun jurgen kai karan kareem karim karthik katya kavita
    kazuki kenji khalid kiran koray krishna kunal lakshmi layla leila li lukas lukasz magnus
    mahesh malik manish manoj marek marta meera mehdi mehmet mei mei-ling ming mira mohamed
    mohammad mohammed mohit muhammad mukesh naoki naveen neha nikhil nikita nikola nils
    nisha noam ola oleg olga omid oriol parag pavel piotr pooja prakash pranav prashant pratik
    praveen priya radhika raghu rahul raj raja rajat rajesh rajiv rakesh ram raman ramesh ranjan
    ravi reza rishi ritu rohan rohit sahil sandeep sanjay sanjeev santosh sasha satya
    saurabh sergei sergey shakir shreya shun shyam siddharth sina sneha soren sridhar
    srinivas stefano sudhir sundar sunil sunita suresh svetlana takashi takeshi tariq taro tomas
    tomasz uday umar usha utkarsh vadim varun vasily venkat vijay vikas vikram vinay vinod
    vishal vivek vladimir wei wojciech xiao yael yan yann yaron yash yi yoav yoshua yuan yuichi
    yuki yuri yusuf zain zhen ziad zoltan zoran
    """
)

GIVEN_NAMES = _ENGLISH_AND_NEAR | _FARTHER
