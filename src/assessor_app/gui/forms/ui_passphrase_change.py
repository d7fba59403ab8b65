# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'passphrase_change.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QLabel,
    QLineEdit, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_PassphraseChange(object):
    def setupUi(self, PassphraseChange):
        if not PassphraseChange.objectName():
            PassphraseChange.setObjectName(u"PassphraseChange")
        PassphraseChange.resize(480, 380)
        self.outer = QVBoxLayout(PassphraseChange)
        self.outer.setSpacing(4)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 20, 24, 20)
        self.title = QLabel(PassphraseChange)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"look", u"title")

        self.outer.addWidget(self.title)

        self.explanation = QLabel(PassphraseChange)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setWordWrap(True)
        self.explanation.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.explanation)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_1)

        self.now_label = QLabel(PassphraseChange)
        self.now_label.setObjectName(u"now_label")
        self.now_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.now_label)

        self.now = QLineEdit(PassphraseChange)
        self.now.setObjectName(u"now")
        self.now.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.now)

        self.wanted_label = QLabel(PassphraseChange)
        self.wanted_label.setObjectName(u"wanted_label")
        self.wanted_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.wanted_label)

        self.wanted = QLineEdit(PassphraseChange)
        self.wanted.setObjectName(u"wanted")
        self.wanted.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.wanted)

        self.strength = QLabel(PassphraseChange)
        self.strength.setObjectName(u"strength")
        self.strength.setWordWrap(True)
        self.strength.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.strength)

        self.again_label = QLabel(PassphraseChange)
        self.again_label.setObjectName(u"again_label")
        self.again_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.again_label)

        self.again = QLineEdit(PassphraseChange)
        self.again.setObjectName(u"again")
        self.again.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.again)

        self.problem = QLabel(PassphraseChange)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"look", u"bad")

        self.outer.addWidget(self.problem)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.cancel = QPushButton(PassphraseChange)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.change = QPushButton(PassphraseChange)
        self.change.setObjectName(u"change")
        self.change.setProperty(u"look", u"primary")

        self.buttons.addWidget(self.change)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.now_label.setBuddy(self.now)
        self.wanted_label.setBuddy(self.wanted)
        self.again_label.setBuddy(self.again)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.now, self.wanted)
        QWidget.setTabOrder(self.wanted, self.again)
        QWidget.setTabOrder(self.again, self.change)
        QWidget.setTabOrder(self.change, self.cancel)

        self.retranslateUi(PassphraseChange)

        self.change.setDefault(True)


        QMetaObject.connectSlotsByName(PassphraseChange)
    # setupUi

    def retranslateUi(self, PassphraseChange):
        PassphraseChange.setWindowTitle(QCoreApplication.translate("PassphraseChange", u"Change the passphrase", None))
        self.title.setText(QCoreApplication.translate("PassphraseChange", u"Change the passphrase", None))
        self.explanation.setText(QCoreApplication.translate("PassphraseChange", u"The old one opens nothing from then on. Your PIN and your recovery code stay as they are.", None))
        self.now_label.setText(QCoreApplication.translate("PassphraseChange", u"The passphrase &now", None))
#if QT_CONFIG(accessibility)
        self.now.setAccessibleName(QCoreApplication.translate("PassphraseChange", u"The passphrase now, or your recovery code", None))
#endif // QT_CONFIG(accessibility)
        self.wanted_label.setText(QCoreApplication.translate("PassphraseChange", u"The &new passphrase", None))
#if QT_CONFIG(accessibility)
        self.wanted.setAccessibleName(QCoreApplication.translate("PassphraseChange", u"The new passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.strength.setText("")
        self.again_label.setText(QCoreApplication.translate("PassphraseChange", u"The new passphrase &again", None))
#if QT_CONFIG(accessibility)
        self.again.setAccessibleName(QCoreApplication.translate("PassphraseChange", u"The new passphrase again", None))
#endif // QT_CONFIG(accessibility)
        self.problem.setText("")
        self.cancel.setText(QCoreApplication.translate("PassphraseChange", u"Cancel", None))
#if QT_CONFIG(accessibility)
        self.cancel.setAccessibleName(QCoreApplication.translate("PassphraseChange", u"Cancel", None))
#endif // QT_CONFIG(accessibility)
        self.change.setText(QCoreApplication.translate("PassphraseChange", u"Change", None))
#if QT_CONFIG(accessibility)
        self.change.setAccessibleName(QCoreApplication.translate("PassphraseChange", u"Change the passphrase", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

